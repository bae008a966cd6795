// Entry of the thread that runs edited code. Node registers no loader for TypeScript in a new thread.
import { register } from 'tsx/esm/api'

register()
await import('./edited-simulation-worker.ts')
