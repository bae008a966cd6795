export interface FailedTest {
  readonly file: string
  readonly title: string
  readonly error: string
}
export function failedUnitTests(report: unknown, folder?: string): readonly FailedTest[]
export function failedBrowserTests(report: unknown): readonly FailedTest[]
export function describeFailedTest(project: string, test: FailedTest): string
