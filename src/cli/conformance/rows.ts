/** A chapter of the list of behaviours: its numbers and its topic. */
export interface RowGroup {
  readonly name: string
  readonly topic: string
  readonly rows: readonly string[]
}

/**
 * The behaviours that Pekko's own tests hold, by number: `A` actors, `P` persistence, `C` cluster. The list has
 * gaps. The test with a row's number says what the row demands.
 */
export const rowGroups: readonly RowGroup[] = [
  group(
    'A.1',
    'failures: strategies, limits, delays, nesting, classic supervisors',
    'A',
    '1-3 5 7-8 10-21 23-26 28-32 34-80 82 84 87-89',
  ),
  group(
    'A.2',
    'what an actor is: context, behaviors, interceptors, start and stop, guardians',
    'A',
    '90 92-100 102-104 106-127 131-140 142-146 148-150 152-165',
  ),
  group(
    'A.3',
    'who learns of an end, mailboxes, dead letters, event stream, names',
    'A',
    '166 168-179 181-183 185-191 193-195 198-203 205-211',
  ),
  group(
    'A.4',
    'timers, receive timeout, stash, adapters, ask',
    'A',
    '212-216 218-220 222-237 239-245 247 249-261 263-275 278-282',
  ),
  group('P.1', 'what a journal and a snapshot store promise', 'P', '1-14 16-17 19-34 36-66'),
  group(
    'P.2',
    'classic persistent actors',
    'P',
    '69-71 73-74 76-88 90-98 100-104 107-110 112 115-126 128-129 131-136 138-140 143-153 155-161 163-164',
  ),
  group('P.3', 'event-sourced behaviors', 'P', '165 167 169-180 182-186 188-206 209 211-237 239-240 242-248'),
  group('P.4', 'queries', 'P', '249 252-253 255-258 260 262-264 266-270'),
  group('P.5', 'projections', 'P', '271-286 288-289'),
  group(
    'C.1',
    'vector clocks, gossip, reachability, order of members',
    'C',
    '1-12 14-20 22-23 25-30 34-39 41-51 53-58 60-68',
  ),
  group('C.2', 'failure detectors and heartbeats', 'C', '69-87 89-100'),
  group('C.3', 'cluster events', 'C', '101-113 115-120 122-124'),
  group('C.4', 'the daemon, joining checks, downing providers', 'C', '125-126 128 130-133 135-147'),
  group('C.5', 'membership over several nodes', 'C', '148-154 158-176 178-194 196-218'),
  group('C.6', 'split brain resolver', 'C', '219-237 239-243 245 247-251 255-263 265 267-272'),
  group('C.7', 'singleton, pub/sub, client', 'C', '273 276-288 290-298 300-304 306 308-310'),
  group(
    'C.8',
    'receptionist, routers, sharding, distributed data',
    'C',
    '312-318 320-321 323-326 328-332 334-335 337-341 343-345 348-351 353-358',
  ),
]

function group(name: string, topic: string, letter: string, ranges: string): RowGroup {
  const rows = ranges.split(' ').flatMap(range => rowsFrom(letter, range))
  return { name, topic, rows }
}

function rowsFrom(letter: string, range: string): string[] {
  const [first = 0, last = first] = range.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, i) => rowName(letter, first + i))
}

/** `A-007` */
export function rowName(letter: string, number: number): string {
  return `${letter}-${String(number).padStart(3, '0')}`
}
