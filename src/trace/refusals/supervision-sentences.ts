/** Sentences about invalid supervision. `subject` is the path of the part, or the label of its field. */
export const supervisionSentences = {
  'not-error-class': '{subject} must be the name of a class, such as IOException or Error.',
  'too-many-rules': '{subject} may have at most {most} entries. Remove some.',
  'same-error-class': '{subject} repeats the class of rule {first}. Keep one rule for each class.',
  'not-duration-within': '{subject} must be from {least} to {most}, in whole milliseconds.',
  'window-without-restarts':
    '{subject} has no effect without a limit of restarts. Give maxRestarts too, or leave it out.',
  'restarts-without-window': '{subject} needs a window in which the restarts are counted. Give withinMs too.',
  'below-shortest-backoff': '{subject} must be at least as long as the shortest backoff, {shortest}.',
} as const satisfies Readonly<Record<string, string>>
