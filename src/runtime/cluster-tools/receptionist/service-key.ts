/**
 * The name under which services register, with the type of their messages. Two keys with the same id are the same key.
 *
 * @example const counters = ServiceKey.create<Count>('counter')
 */
export interface ServiceKey<T> {
  readonly id: string
  /** Only for the compiler: the type of the services' messages. */
  readonly messages?: (message: T) => void
}

export const ServiceKey = {
  create: <T>(id: string): ServiceKey<T> => ({ id }),
}
