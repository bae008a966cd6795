// Entry of the thread that performs scripts with edited code. Node registers no loader for TypeScript in a new thread.
import { register } from 'tsx/esm/api'

register()
await import('./edited-thread-worker.ts')
