/** Sentences about run files and trace files that cannot be read or replayed. */
export const fileSentences = {
  'not-progress': 'This file holds no progress of exercises. Choose a file that the list of exercises saved.',
  'progress-version':
    'The file holds progress of version [{version}], and this page reads version [{known}]. Nothing was changed.',
  'unreadable-progress':
    'This browser holds progress that this page cannot read, perhaps of another version: {problem} It stays as it is, and new progress lasts until the page is closed. Reset the progress to store it again.',
  'empty-file': 'The file is empty. Choose a file that Actorium wrote.',
  'oversized-file':
    'The file has {length} characters; the limit is {most}. Choose a file that Actorium wrote.',
  'oversized-link':
    'The link has {length} characters for its run; the limit is {most}. Ask for the run as a file.',
  'broken-link':
    'The run in the link is incomplete or was changed. Copy the whole link, or ask for the run as a file.',
  'run-in-link': 'The run in the link: {problem}',
  'oversized-lesson-link':
    'The link has {length} characters for its lesson; the limit is {most}. Ask for the lesson as a file.',
  'broken-lesson-link':
    'The lesson in the link is incomplete or was changed. Copy the whole link, or ask for the lesson as a file.',
  'lesson-of-edited-code':
    'A lesson cannot hold edited code. Make it from a run with the code of the scenario.',
  'lesson-not-here': 'This browser does not have the lesson any more. Open it from its file.',
  'lesson-in-link': 'The lesson in the link: {problem}',
  'step-in-link': 'The lesson in the link, step [{step}]: {problem}',
  'not-json': 'This is not JSON. Choose a file that Actorium wrote.',
  'other-format': 'This is not an Actorium {kind}: `header.format` must be "{format}".',
  'invalid-version': '`header.version` must be a whole number, 1 or more.',
  'newer-version':
    '`header.version` is {version}, but this Actorium reads versions up to {newest}. Open the file with a newer Actorium.',
  'misnumbered-action': '`actions[{place}].index` must be {place}, because actions are numbered from 0.',
  'early-action': '`actions[{place}].at` is {at}, earlier than the action before it at {before}.',
  'early-end': '`until` is {until}, earlier than the last action at {last}.',
  'repeated-lane': '`family` holds {lanes} lanes with {ids} different ids. Give each lane an id of its own.',
  'circular-lanes': 'Lane [{id}] of `family` grew from itself: following `branch.parent` leads in a circle.',
  'disordered-lane': 'Lane [{id}] of `family`: {problem}',
  'incomplete-trace':
    'The file holds {found} events, but its header says {expected}. The file is incomplete: save the trace again.',
  'changed-trace':
    'The hash of the events differs from the hash in the header: the file was changed after it was written.',
  'incomplete-journal':
    'The file holds {found} lines after its header, but the header says {expected}. The file is incomplete: save the journal again.',
  'miscounted-journal':
    'The file holds {found} lines of `{list}`, but the header says {expected}. Correct the header, or save the journal again.',
  'too-large-journal':
    'The journal has {entries} entries; the limit is {most}. Save it earlier in the run, or delete old events first.',
  'invalid-json': 'This is not valid JSON ({problem}).',
  'not-a-lesson':
    'This is no lesson: a walkthrough has `steps`, and an exercise has a `type` and a `situation`.',
  'field-twice': '`{field}` is there twice. Remove one of them.',
  'lesson-line': '{file}, line {line}: {problem}',
  'lesson-step': '{file}, line {line}, step [{step}]: {problem}',
  'invalid-line': 'Line {line}: {problem}',
  'impossible-action': 'Action [{index}] of the recording cannot be performed: {problem}',
  'misplaced-action':
    'Action [{index}] at [{at}] ms of the recording was performed as [{performedIndex}] at [{performedAt}] ms. Sort the actions by index and instant.',
} as const satisfies Readonly<Record<string, string>>
