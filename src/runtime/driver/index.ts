/**
 * Runs an actor system in real time, for scripts outside the playground: `ActorSystem.create(guardian, 'name')`. This
 * is a separate entry, because nothing else under `src/runtime` may use a timer or the wall clock.
 */
export { ActorSystem, type ActorSystemOptions, type LogSink } from './actor-system.ts'
export { type HostClock, hostClock } from './host-clock.ts'
export { RealTimeDriver } from './real-time-driver.ts'
