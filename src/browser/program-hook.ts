/** The global function of a sandbox worker that takes the compiled program of a run. */
export const programHook = 'actoriumProgram'
