/** The answer, or a rejection with `late()` when it has not come after `ms` of wall time. */
export async function within<T>(ms: number, answer: Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  try {
    return await Promise.race([answer, timeOut])
  } finally {
    clearTimeout(timer)
  }
}
