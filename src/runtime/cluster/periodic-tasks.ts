import type { TimerScheduler } from '../actor/index.ts'
import { type DaemonMessage, gossipProtocol } from './cluster-message.ts'
import type { ClusterSettings } from './cluster-settings.ts'

/** Starts the gossip, leader and reaper ticks. Pekko: no tick fires before `periodicTasksInitialDelayMs`. */
export function startPeriodicTasks(settings: ClusterSettings, timers: TimerScheduler<DaemonMessage>): void {
  const start = (key: string, tick: DaemonMessage, intervalMs: number) =>
    timers.startTimerWithFixedDelay(
      key,
      gossipProtocol.message(tick),
      intervalMs,
      Math.max(settings.periodicTasksInitialDelayMs, intervalMs),
    )
  start('gossip tick', { type: 'GossipTick' }, settings.gossipIntervalMs)
  start('leader tick', { type: 'LeaderActionsTick' }, settings.leaderActionsIntervalMs)
  start('reaper tick', { type: 'ReapUnreachableTick' }, settings.unreachableNodesReaperIntervalMs)
}

/** Schedules two extra gossip rounds. Pekko: at one and two thirds of the gossip interval (GP-5). */
export function scheduleSpeedup(
  { gossipIntervalMs }: ClusterSettings,
  timers: TimerScheduler<DaemonMessage>,
): void {
  for (const third of [1, 2]) {
    const delayMs = Math.floor((third * gossipIntervalMs) / 3)
    if (delayMs < 1) continue
    timers.startSingleTimer(
      `gossip speed-up tick ${third}`,
      gossipProtocol.message({ type: 'GossipSpeedupTick' }),
      delayMs,
    )
  }
}
