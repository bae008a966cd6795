/** Value of `?handout=` for all exercises; otherwise it is the id of a walkthrough or of an exercise. */
export const allExercises = 'exercises'

export const handoutOf = (lesson: string): string => `?handout=${lesson}`
