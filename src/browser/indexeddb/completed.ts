/**
 * Makes requests of a transaction and resolves when the transaction is complete. A failed request aborts it, and its error
 * rejects the promise. On a full disk all requests succeed and the transaction fails, without a message.
 */
export async function completed(
  transaction: { abort(): void; readonly done: Promise<void> },
  requests: () => readonly Promise<unknown>[],
): Promise<void> {
  try {
    await Promise.all([...requests(), transaction.done])
  } catch (error) {
    transaction.done.catch(() => undefined)
    try {
      transaction.abort()
    } catch {
      // The transaction has ended already.
    }
    throw error
  }
}
