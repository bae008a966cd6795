/** Apart from `index.ts`, because only a page that reads a lesson from outside loads the scenarios. */
export { participantsOf } from '../scenarios/participants-of.ts'
