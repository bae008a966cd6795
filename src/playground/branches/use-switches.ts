import { useEffect, useState } from 'react'
import type { SettingSwitches } from '../../scenarios/card.ts'
import { useScenario } from '../store/scenario.ts'

/** The settings of the shown scenario that are switches. Null: it has none, or their words are not loaded yet. */
export function useSwitches(): SettingSwitches | null {
  const { id, hasSwitches = false } = useScenario()
  const [loaded, setLoaded] = useState<SettingSwitches | null>(null)
  useEffect(() => {
    let isShown = true
    if (hasSwitches)
      void import('../../scenarios/switches.ts').then(({ switchesOf }) => {
        if (isShown) setLoaded(switchesOf(id))
      })
    return () => {
      isShown = false
      setLoaded(null)
    }
  }, [id, hasSwitches])
  return loaded
}
