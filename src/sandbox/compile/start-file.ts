/** The file that starts a scenario's actors. */
export const startFile = (scenario: string): string => `${scenario}/start.ts`
