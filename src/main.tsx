import { mountPlayground } from './playground/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element [root] to put the playground into.')
mountPlayground(root)
