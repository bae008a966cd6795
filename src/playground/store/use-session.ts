import { useCallback, useEffect, useRef, useState } from 'react'
import type { Notice, Opening, OpenRequest, OpenRun } from './opening.ts'
import { showOpening, showRefused, showSession } from './run-store.ts'
import { select } from './selection.ts'

/** Opens the first run, and others when asked; one at a time. Answers what there is to know about the present one. */
export function useSession(openRun: OpenRun, first: OpenRequest) {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const [restored, setRestored] = useState(false)
  const leave = useRef<() => Promise<void>>(async () => {})
  const turn = useRef(0)

  const open = useCallback(
    async (request: OpenRequest) => {
      turn.current += 1
      const own = turn.current
      await leave.current()
      leave.current = async () => {}
      showOpening()
      select(null)
      setRestored(false)
      const opened = await openRun(request)
      if ('refused' in opened) {
        if (own === turn.current) showRefused(opened.refused)
        return
      }
      if (own !== turn.current) {
        await opened.session.close()
        return
      }
      const hide = showSession(opened.session)
      leave.current = async () => {
        hide()
        await opened.session.close()
      }
      setNotices(opened.notices)
      setRestored(opened.restored)
    },
    [openRun],
  )

  const wanted = useRef(first)
  useEffect(() => {
    void open(wanted.current)
    return () => {
      turn.current += 1
      void leave.current()
    }
  }, [open])

  const opening: Opening = { open }
  return { opening, notices, restored, dismissRestored: () => setRestored(false) }
}
