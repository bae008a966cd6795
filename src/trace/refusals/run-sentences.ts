/** Sentences about runs that cannot be opened, asked or continued. */
export const runSentences = {
  'unexpected-error': 'An unexpected error occurred ({name}). Load the page again, or start a new run.',
  'unknown-scenario': 'Scenario [{scenario}] does not exist. Choose one of: {known}.',
  'code-problem': '{file}, {place}: {reason}',
  'edit-not-once':
    'The text to replace must occur exactly once in [{file}], and it occurs {times} times: [{text}].',
  'code-file-unknown':
    'Scenario [{scenario}] has no file [{file}] that can be edited. Choose one of: {known}.',
  'code-not-started': 'The edited code failed before any actor ran: {reason}. Correct it and run it again.',
  'code-endless':
    '[{actor}] did not finish the message [{message}] within {seconds} s, in a run with edited code. Look for a function of the language that works on too much, such as a regular expression.',
  'code-declined': 'The run contains edited code, which you did not allow to run. Nothing has changed.',
  'code-not-in-thread':
    'A run with edited code cannot be computed here, because edited code runs only in the sandbox of a worker. Open it in the page, or play it with `npm run simulate`.',
  'invalid-seed': '[{seed}] is not a valid seed. Give a whole number from 0 to {highest}.',
  'seed-not-number': 'The seed is not a number. Give a whole number from 0 to {highest}.',
  'missing-features':
    "This browser has no {features}, which the cluster's nodes need. Open the page in a current browser.",
  'invalid-wait': '[{ms}] is not a valid time to wait. Give milliseconds, 0 or more.',
  'invalid-speed': '[{speed}] is not a valid speed. Give a number above 0.',
  'invalid-instant': '[{at}] is not a valid instant. Give whole milliseconds, 0 or more.',
  'instant-not-number': 'The instant [{at}] is not a number. Give virtual milliseconds.',
  'late-instant': '[{at}] ms is too late: a run ends at [{end}] ms, 24 hours of virtual time.',
  'past-instant':
    '[{at}] ms is in the past: the run is computed up to [{frontier}] ms. Give a later instant.',
  'events-dropped':
    'The page no longer holds the events before [{from}] ms, because the run has too many. Ask for later events.',
  'step-without-event':
    'The run up to {seconds} s has no further event of the chosen kind. Step again to look further.',
  'too-many-lamps': 'A run has at most {most} lamps of your own. Remove one first.',
  'no-lamp-name': 'A lamp needs a name. Write what it watches.',
  'paused-before': 'Paused at [{now}] ms, before [{at}] ms.',
  'run-at-end': 'This run has reached its end at [{end}] ms, 24 hours of virtual time. Start a new run.',
  'too-many-actions': 'This run has {most} actions, the most that a run file holds. Start a new run.',
  'run-closed': 'This run is closed.',
  'no-run-yet': 'No run is open yet. Await `playground.ready` first.',
  'no-run': 'No run is open. Open one first.',
  'no-run-because': 'No run is open: {reason}',
  'run-not-restored': 'The run is still being computed again. Wait until it is complete, or start a new run.',
  'opening-another-run': 'Another run is being opened in place of this one. Await `playground.ready` first.',
  'another-run-shown': 'Another run is shown in place of this one.',
  'opening-cancelled': 'You cancelled the opening of this run.',
  'another-run-opened': 'Another run was opened in place of this one.',
  'unsendable-argument':
    'The call has an argument that cannot be sent to the conductor. Give numbers, texts and plain objects.',
  'page-not-drawn':
    'The page could not be drawn ({name}). Load it again; the run continues from its stored actions.',
  'conductor-failed': 'The conductor failed ({name}). Load the page again.',
  'conductor-not-loaded': 'The conductor failed: its script could not be loaded. Load the page again.',
  'worker-crashed': 'The worker of [{participant}] crashed ({name}).',
  'worker-not-loaded': 'The worker of [{participant}] failed: its script could not be loaded.',
  'worker-terminated': 'The worker of [{participant}] was terminated.',
  'worker-not-started': 'The worker of [{participant}] did not start within {seconds} s.',
  'worker-not-created': 'The worker of [{participant}] did not create its participant within {seconds} s.',
  'worker-not-caught-up':
    'The worker of [{participant}] has not caught up with the replay within {seconds} s.',
  'replay-differs':
    'The replay differs from the recording at or before [{at}] ms, so no branch can grow there. This is a bug; please share the run.',
  'search-cancelled': 'The search was cancelled. Nothing has changed.',
  'search-not-loaded': 'The search failed: its script could not be loaded. Load the page again.',
  'search-crashed': 'The worker of the search crashed ({name}). Search again.',
  'branch-cancelled': 'The replay was cancelled. Nothing has changed.',
  'lane-gone': 'This branch is no longer stored, so it cannot be opened.',
  'lane-held': 'This branch is open in another tab. Close that tab first.',
  'instant-not-computed':
    '[{at}] ms is not computed yet: the run is at [{frontier}] ms. Give an earlier instant.',
  'nothing-to-explain':
    'Nothing is selected that “Why?” could explain. Select a node, an actor or an event, then ask again.',
  'window-blocked':
    'The browser has blocked the presenter’s window. Allow pop-ups for this page in the browser’s settings, then open the window again.',
  'nothing-to-undo': 'There is no act to take back.',
  'worker-not-connected': 'The worker of [{participant}] did not open its channels within {seconds} s.',
  'round-not-finished': 'The worker of [{participant}] did not finish a round within {seconds} s.',
  'round-endless': 'The worker of [{participant}] would not have finished a round.',
  'failed-outside-actors': '[{participant}] failed outside its actors: {reason}',
  'database-lost': '{reason} The run needs the database. Load the page again.',
  'event-out-of-order':
    '[{participant}] emitted [{type}] as number [{number}] of [{node}] at [{at}] ms, in the round [{from}] to [{to}]. Number [{expected}] at [{earliest}] ms or later was expected.',
  'due-within-round':
    '[{participant}] wants to run at [{due}] ms, within the round up to [{to}] that it has just completed. A participant must return a later instant.',
  'envelope-too-fast':
    '[{sender}] sent an envelope to [{receiver}] that is due at [{due}] ms, within the round up to [{to}]. No link may be faster than [{smallest}] ms.',
} as const satisfies Readonly<Record<string, string>>
