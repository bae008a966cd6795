export interface Cancellable {
  /** False when it already ran or was cancelled before. */
  cancel(): boolean
}
