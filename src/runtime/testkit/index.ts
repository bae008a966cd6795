/**
 * Tests of actors in virtual time: {@link ActorTestKit} runs one actor system, and {@link TestProbe} replaces the
 * actors around the one under test; {@link BehaviorTestKit} runs one behavior alone; {@link TestNetwork} links several
 * systems; {@link TestCluster} forms a cluster of them. `docs/testing.md` has an example of each.
 */
export { ActorTestKit, type ActorTestKitOptions } from './actor-test-kit.ts'
export { BehaviorTestKit, type LogEntry } from './behavior-test-kit.ts'
export { LoggingTestKit } from './logging-test-kit.ts'
export { ManualTime } from './manual-time.ts'
export type { ExpectedEffect, RecordedEffect, RecordedEffectOf } from './recorded-effect.ts'
export { TestCluster, type TestClusterNodeOptions, type TestClusterOptions } from './test-cluster.ts'
export type { TestDriver } from './test-driver.ts'
export { TestInbox } from './test-inbox.ts'
export { TestNetwork, type TestNetworkOptions } from './test-network.ts'
export type { TestNode, TestNodeOptions } from './test-node.ts'
export { TestProbe } from './test-probe.ts'
