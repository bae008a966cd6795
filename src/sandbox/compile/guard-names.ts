/** The names of the counters in compiled code. No file may use names that begin so. */
export const guardPrefix = '__actorium_'

export const enterName = `${guardPrefix}enter`
export const leaveName = `${guardPrefix}leave`
export const caughtName = `${guardPrefix}caught`
export const stepName = `${guardPrefix}step`
const depthName = `${guardPrefix}depth`

/** For `catch` clauses without a name. */
export const errorName = `${guardPrefix}error`

/** The beginning and the end of a function's body. The depth is restored however the function ends. */
export const functionStart = (line: number): string => `const ${depthName}=${enterName}(${line});try{`
export const functionEnd = `}finally{${leaveName}(${depthName})}`
export const step = (line: number): string => `${stepName}(${line});`
export const caught = (line: number, error: string): string => `${caughtName}(${line},${error});`

/** The parameters of compiled code for its counters, in the order of `StepGuard`. */
export const guardParameters = [enterName, leaveName, stepName, caughtName]

/** Around an expression that runs outside of any function's body. */
export const expressionStart = (line: number): string => `(()=>{${functionStart(line)}return `
export const expressionEnd = `;${functionEnd}})()`
