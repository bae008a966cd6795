/** `n1` to `n<count>`. */
export const numberedIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `n${index + 1}`)

/** More than one seed node, so that a restarted seed node joins the others instead of forming a new cluster. */
export const seeds = numberedIds(4)
