interface AbortableTransaction extends IDBTransaction {
  _abort(errorName: string): void
}

/**
 * Lets every later write of fake-indexeddb fail as Chromium fails writes on a full disk: the request succeeds, then the
 * transaction aborts with an error without a message.
 */
export function failWrites(errorName: string): { end(): void } {
  const { add, put } = IDBObjectStore.prototype
  const failing = (write: typeof put): typeof put =>
    function (this: IDBObjectStore, ...values) {
      const request = write.apply(this, values)
      const transaction = this.transaction as AbortableTransaction
      request.addEventListener('success', () => transaction._abort(errorName))
      return request
    }
  IDBObjectStore.prototype.add = failing(add)
  IDBObjectStore.prototype.put = failing(put)
  return {
    end: () => {
      IDBObjectStore.prototype.add = add
      IDBObjectStore.prototype.put = put
    },
  }
}
