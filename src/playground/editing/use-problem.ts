import { useEffect, useMemo, useState } from 'react'
import { type CodeProblem, isCodeProblem } from '../../sandbox/compile/code-problem.ts'
import { compileModule } from '../../sandbox/compile/compile-module.ts'

/** The first problem of a text, at once and as it is shown: once the person rests from typing. Null: none. */
export function useProblem(
  file: string,
  text: string,
): { readonly problem: CodeProblem | null; readonly shown: CodeProblem | null } {
  const problem = useMemo(() => problemIn(file, text), [file, text])
  return { problem, shown: useRested(problem) }
}

function problemIn(file: string, text: string): CodeProblem | null {
  const compiled = compileModule(file, text, false)
  return isCodeProblem(compiled) ? compiled : null
}

/** A problem once the person rests from typing, because half a word is mostly one. Its end shows at once. */
function useRested(problem: CodeProblem | null): CodeProblem | null {
  const [rested, setRested] = useState(problem)
  useEffect(() => {
    const timer = setTimeout(() => setRested(problem), problem === null ? 0 : 500)
    return () => clearTimeout(timer)
  }, [problem])
  return problem === null ? null : rested
}
