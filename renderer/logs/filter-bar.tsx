import { useServers } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Segments } from '../ui/segments.tsx'
import { ServerSelect } from '../ui/server-select.tsx'
import {
  isFiltered,
  isSource,
  levelChoices,
  noFilters,
  without,
  type LevelChoice,
  type LogFilters,
} from './log-filters.ts'
import { sourceWords } from './log-words.ts'
import { SpanFilter, TimeFilter } from './time-filter.tsx'
import type { Counts } from './use-counts.ts'

const levelTexts: Record<LevelChoice, string> = {
  all: 'All',
  info: 'Info and up',
  warnings: 'Warnings',
  errors: 'Errors',
}

interface Props {
  filters: LogFilters
  change: (filters: LogFilters) => void
  counts: Counts
  /** The page is of one server: which one is not asked. */
  alone: boolean
}

export function FilterBar({ filters, change, counts, alone }: Props) {
  const servers = useServers()
  const { server, level, source, time, session, instance } = filters
  return (
    <>
      <div className="bar slim log-bar">
        {!alone && (
          <span className="with-icon">
            <Icon name="servers" />
            <ServerSelect
              servers={servers}
              value={server ?? ''}
              change={(id) => change(id ? { ...filters, server: id } : without(filters, 'server'))}
            />
          </span>
        )}
        <Segments
          label="Level"
          value={level}
          change={(choice) => change({ ...filters, level: choice })}
          options={levelChoices.map((value) => ({
            value,
            text: levelTexts[value],
            number: counts[value]?.count,
            more: counts[value]?.exact === false,
          }))}
        />
        <span className="with-icon">
          <Icon name="filter" />
          <select
            className="select plain small"
            aria-label="Source"
            value={source ?? ''}
            onChange={({ target: { value } }) =>
              change(isSource(value) ? { ...filters, source: value } : without(filters, 'source'))
            }
          >
            <option value="">Any source</option>
            {Object.entries(sourceWords).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </span>
        <TimeFilter time={time} change={(chosen) => change({ ...filters, time: chosen })} />
        {(session ?? instance) !== undefined && (
          <Button small icon="close" onClick={() => change(without(without(filters, 'session'), 'instance'))}>
            {instance === undefined ? 'One session' : 'One instance'}
          </Button>
        )}
        {isFiltered(filters) && (
          <Button
            small
            bare
            className="push"
            onClick={() => change({ ...noFilters, ...(server !== undefined && { server }) })}
          >
            Clear filters
          </Button>
        )}
      </div>
      {time.kind === 'span' && <SpanFilter time={time} change={(chosen) => change({ ...filters, time: chosen })} />}
    </>
  )
}
