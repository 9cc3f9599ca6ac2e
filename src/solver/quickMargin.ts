/** A percentile further than this from its limit, as a share of it, is told apart by a quick look on few cells. */
export const QUICK_MARGIN = 0.03;
