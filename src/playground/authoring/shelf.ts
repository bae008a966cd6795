import { create, type StoreApi, type UseBoundStore } from 'zustand'
import {
  newShelfId,
  putOnShelf,
  readShelf,
  type ShelvedLesson,
  takeFromShelf,
} from '../../browser/lesson-shelf.ts'

interface ShelfState<Content> {
  /** The newest first. Null until they are read. */
  readonly lessons: readonly ShelvedLesson<Content>[] | null
  /** Lessons that were deleted since the page was opened, and can be restored. */
  readonly deleted: readonly ShelvedLesson<Content>[]
  /** The browser's storage fails, so that the lessons last until the page is closed. */
  readonly unstored: boolean
}

/** The lessons of one kind that a person keeps. Stored in the browser. */
export interface Shelf<Content> {
  readonly use: UseBoundStore<StoreApi<ShelfState<Content>>>
  /** Reads the stored lessons, once. */
  load(): Promise<void>
  find(shelfId: string): Promise<ShelvedLesson<Content> | null>
  /** Puts a lesson on the shelf. One with the same content that is there already is returned in its place. */
  keepNew(content: Content, isSame: (known: Content) => boolean): Promise<ShelvedLesson<Content>>
  /** Stores a lesson in place of the one with the same id. */
  keep(shelfId: string, content: Content): Promise<ShelvedLesson<Content>>
  delete(lesson: ShelvedLesson<Content>): Promise<void>
  restore(lesson: ShelvedLesson<Content>): Promise<void>
  /** After this, the deleted lessons cannot be restored. */
  forgetDeleted(): void
}

const version = 1

const newestFirst = <T extends ShelvedLesson>(lessons: readonly T[]): readonly T[] =>
  [...lessons].sort((a, b) => b.savedAt - a.savedAt)

/** A shelf for the lessons whose content has this kind. */
export function createShelf<Content extends { readonly kind: string }>(
  kind: Content['kind'],
): Shelf<Content> {
  type Kept = ShelvedLesson<Content>
  const use = create<ShelfState<Content>>()(() => ({ lessons: null, deleted: [], unstored: false }))
  const isOwn = (lesson: ShelvedLesson): lesson is Kept =>
    lesson.version === version && (lesson.content as Partial<Content> | null)?.kind === kind
  let reading: Promise<void> | null = null
  const load = (): Promise<void> => {
    reading ??= readShelf().then(stored =>
      use.setState({ lessons: newestFirst((stored ?? []).filter(isOwn)), unstored: stored === null }),
    )
    return reading
  }
  const put = async (lesson: Kept): Promise<void> => {
    use.setState(({ lessons, deleted }) => ({
      lessons: newestFirst([lesson, ...(lessons ?? []).filter(({ shelfId }) => shelfId !== lesson.shelfId)]),
      deleted: deleted.filter(({ shelfId }) => shelfId !== lesson.shelfId),
    }))
    use.setState({ unstored: !(await putOnShelf(lesson)) })
  }
  const keep = async (shelfId: string, content: Content): Promise<Kept> => {
    await load()
    const lesson: Kept = { shelfId, version, content, savedAt: Date.now() }
    await put(lesson)
    return lesson
  }
  return {
    use,
    load,
    keep,
    find: async shelfId => {
      await load()
      return use.getState().lessons?.find(lesson => lesson.shelfId === shelfId) ?? null
    },
    keepNew: async (content, isSame) => {
      await load()
      const known = use.getState().lessons?.find(lesson => isSame(lesson.content))
      return known ?? keep(newShelfId(), content)
    },
    delete: async lesson => {
      use.setState(({ lessons, deleted }) => ({
        lessons: (lessons ?? []).filter(({ shelfId }) => shelfId !== lesson.shelfId),
        deleted: [lesson, ...deleted],
      }))
      await takeFromShelf(lesson.shelfId)
    },
    restore: put,
    forgetDeleted: () => use.setState({ deleted: [] }),
  }
}
