/** Where Linux counts what a process and its ended children took. */
export declare const STAT: string;

/** Ticks of 10 ms that ended children took, by themselves and in the system. */
export declare function cpuOfChildren(): number;
