/** The result of an operation that `pipeToSelf` began. */
export type Outcome<V> =
  | { readonly type: 'Success'; readonly value: V }
  | { readonly type: 'Failure'; readonly error: Error }
