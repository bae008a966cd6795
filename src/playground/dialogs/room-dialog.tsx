import { useEffect, useState } from 'react'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { embedElement } from '../layout/embedded.ts'
import { useOffline } from '../store/offline.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { roomTexts } from '../texts/room-texts.ts'
import { CopyOutcome } from '../ui/copy-outcome.tsx'
import { Modal } from '../ui/modal.tsx'
import { useCopy } from '../ui/use-copy.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { maxCodeCharacters, QrCode } from './qr-code.tsx'
import { currentRun, linkToShownInstant, type RunLink } from './run-link.ts'
import './room-dialog.css'

/** For a room: a QR code of the shown instant, the element for slides, and the state of the stored page. */
export function RoomDialog() {
  const t = useDeferredTexts('room')
  const time = useTimeFormat()
  const text = useText()
  const scenario = useScenario()
  const offline = useOffline(({ state }) => state)
  const [shown, setShown] = useState<RunLink | null>(null)
  const { copied, uncopied, copy } = useCopy<'link' | 'element'>()
  useEffect(() => {
    let closed = false
    void currentRun().then(file => {
      if (!closed && file !== null) setShown(linkToShownInstant(file, maxCodeCharacters))
    })
    return () => {
      closed = true
    }
  }, [])
  const link = shown?.link ?? null
  const element = link === null ? '' : embedElement(link, text(scenario.title))
  return (
    <Modal title={text(roomTexts.title)} onClose={() => openDialog(null)}>
      {shown !== null && <p>{t('explanation', { time: time(shown.at) })}</p>}
      {shown !== null && link === null && <p className="note">{text(roomTexts.noLink)}</p>}
      {link !== null && (
        <div className="room-code">
          {link.length > maxCodeCharacters ? (
            <p className="note">{t('tooLong', { count: link.length, most: maxCodeCharacters })}</p>
          ) : (
            <QrCode text={link} label={text(roomTexts.code)} />
          )}
          <p className="room-link mono">{link}</p>
          {isLocal() && <p className="note">{text(roomTexts.local)}</p>}
        </div>
      )}
      {link !== null && (
        <div className="modal-actions start">
          <button type="button" className="button primary" onClick={() => void copy('link', link)}>
            {text(roomTexts.copyLink)}
          </button>
          <button type="button" className="button" onClick={() => void copy('element', element)}>
            {text(roomTexts.copyElement)}
          </button>
        </div>
      )}
      <CopyOutcome
        copied={copied === null || copied === 'refused' ? null : text(roomTexts.copied[copied])}
        uncopied={uncopied}
      />
      <h3>{text(roomTexts.network)}</h3>
      <p className="note">{text(roomTexts.offline[offline])}</p>
    </Modal>
  )
}

/** An address that only this computer can open. */
const isLocal = (): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname)
