import type { Envelope } from '../participant.ts'
import { DeathWatch } from './death-watch.ts'
import type { LocalActorSystem } from './local-actor-system.ts'
import { Origin } from './mail.ts'

/** Gives what came from another participant to whom it is for. */
export function deliverEnvelope(system: LocalActorSystem, envelope: Envelope, message: unknown): void {
  const { kind, target, sender, sent } = envelope
  if (kind === 'message') {
    const origin = new Origin(sent, null, sent !== null)
    const found = system.find(target)
    if (found === null) system.deadLetter(message, target, sender, 'nobody lives there', origin)
    else found.receive(message, origin, sender)
    return
  }
  if (sender === null) return
  const cell = system.findCell(target)
  if (kind === 'unwatch') cell?.deathWatch?.removeRemoteWatcher(sender)
  else if (kind === 'terminated') {
    if (cell !== null) system.remoteWatch.terminated(cell, sender)
  } else {
    const knownAs = system.address + target
    if (cell === null) system.remoteWatch.tellTerminated(sender, knownAs)
    else DeathWatch.of(cell).addRemoteWatcher(sender, knownAs)
  }
}
