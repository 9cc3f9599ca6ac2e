/** A GPU, or several that work as one. Sizes in bytes, rates per second, for all of them together. */
export interface Gpu {
  /** As nvidia-smi reports it: an "80 GB" card has 85.0e9. */
  readonly memory: number;
  readonly bandwidth: number;
  /** Dense peak at the precision that is computed in. */
  readonly flops: number;
  /** How many work as one (tensor parallel). */
  readonly count: number;
  /** Between two of them, in bytes per second. */
  readonly link: number;
  /** Share of the bandwidth that decoding reaches. */
  readonly mbu: number;
  /** Share of the peak that reading a prompt reaches. */
  readonly mfu: number;
}

/** An open model at the precision it is served in. */
export interface ServedModel {
  readonly parameters: number;
  /** Parameters that every token reads: all but the input embedding. */
  readonly read: number;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headSize: number;
  /** Width of the residual stream. */
  readonly hidden: number;
  /** Bytes per parameter. */
  readonly weightBytes: number;
  /** Bytes per number in the attention cache. */
  readonly kvBytes: number;
}

/** Tokens of a request, on average. */
export interface Shape {
  readonly input: number;
  readonly output: number;
}
