import { type ComponentType, useEffect, useState } from 'react'

export type LayoutKind = 'wide' | 'narrow' | 'embedded'

const layouts: Readonly<Record<LayoutKind, () => Promise<{ readonly default: ComponentType }>>> = {
  wide: () => import('./wide-layout.tsx'),
  narrow: () => import('./narrow-layout.tsx'),
  embedded: () => import('./embedded-layout.tsx'),
}
const loaded: { [kind in LayoutKind]?: ComponentType } = {}

/** Loads a layout, so that a later {@link useLayout} has it at once. */
export async function loadLayout(kind: LayoutKind): Promise<ComponentType> {
  const layout = (await layouts[kind]()).default
  loaded[kind] = layout
  return layout
}

/** The layout; null while it loads. Not by `lazy`, because React keeps a fallback for 300 ms once it is shown. */
export function useLayout(kind: LayoutKind): ComponentType | null {
  const [, setShown] = useState<ComponentType | null>(null)
  useEffect(() => {
    if (loaded[kind] !== undefined) return
    loadLayout(kind).then(
      layout => setShown(() => layout),
      (error: unknown) =>
        setShown(() => {
          throw error
        }),
    )
  }, [kind])
  return loaded[kind] ?? null
}
