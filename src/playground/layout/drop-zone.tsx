import { FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { openFile } from '../store/open-file.ts'
import './drop-zone.css'

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

/** Opens a run file that is dropped anywhere on the page, and says so while it is dragged over it. */
export function DropZone() {
  const t = useTranslations('openFile')
  const [over, setOver] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      // Also fired between elements; only outside the window there is no next one.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      const [file] = event.dataTransfer?.files ?? []
      if (file !== undefined) void openFile(file)
    }
    document.addEventListener('dragover', onDragOver, { signal })
    document.addEventListener('dragleave', onDragLeave, { signal })
    document.addEventListener('drop', onDrop, { signal })
    return () => listening.abort()
  }, [])
  if (!over) return null
  return (
    <div className="drop-zone">
      <p>
        <FolderOpen size={22} aria-hidden="true" /> {t('drop')}
      </p>
    </div>
  )
}
