/**
 * For tests of actors, in virtual time and without waiting: {@link ActorTestKit} runs an actor system and
 * {@link TestProbe} stands in for its neighbours; {@link BehaviorTestKit} runs one behavior alone; a
 * {@link TestNetwork} links several systems. `docs/testing.md` shows each of them.
 */
export { ActorTestKit, type ActorTestKitOptions } from './actor-test-kit.ts'
export { BehaviorTestKit, type LogEntry } from './behavior-test-kit.ts'
export type { Effect, EffectOf, ExpectedEffect } from './effect.ts'
export { LoggingTestKit } from './logging-test-kit.ts'
export { ManualTime } from './manual-time.ts'
export { TestCluster, type TestClusterNodeOptions, type TestClusterOptions } from './test-cluster.ts'
export type { TestDriver } from './test-driver.ts'
export { TestInbox } from './test-inbox.ts'
export { TestNetwork, type TestNetworkOptions } from './test-network.ts'
export type { TestNode, TestNodeOptions } from './test-node.ts'
export { TestProbe } from './test-probe.ts'
