import { Field, FieldGroup } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { Segments } from '../ui/segments.tsx'
import { sitesIn } from './answers.ts'
import type { Part } from './part.ts'
import { PlansBox } from './plans-box.tsx'

const everywhere = 'It can then send whatever it gets to see to ANY public address, also to one that a prompt names.'

/** For a server that would go anywhere: single sites, or loudly all public ones. */
export function SitesPart({ need, answer, change, planned, wrong }: Part<'sites'>) {
  const { which, list } = answer
  const [plan] = planned
  const ask = plan && 'plan' in plan ? plan.plan.ask : undefined
  const some = { value: 'some', text: 'Only these sites' } as const
  const any = { value: 'any', text: 'Any public site' } as const
  const mistakes = wrong.flatMap((each) => (each ? [each] : []))
  const lines = Math.min(8, Math.max(3, list.split('\n').length, sitesIn(list).length))
  return (
    <>
      <FieldGroup label="It may reach">
        <Segments<'none' | 'some' | 'any'>
          label="Which sites it may reach"
          value={which}
          change={(next) => change({ ...answer, which: next })}
          options={need.required ? [some, any] : [{ value: 'none', text: 'None' }, some, any]}
        />
      </FieldGroup>
      {which === 'some' && (
        <Field
          label="Sites"
          mistake={mistakes[0]}
          hint={
            <>
              One to a line: <span className="mono">docs.example.com</span>, or{' '}
              <span className="mono">*.example.com</span> for every name below it.
            </>
          }
        >
          {(wiring) => (
            <textarea
              {...wiring}
              className="area mono"
              rows={lines}
              spellCheck={false}
              autoCapitalize="none"
              value={list}
              placeholder="https://docs.example.com"
              onChange={(event) => change({ ...answer, list: event.target.value })}
            />
          )}
        </Field>
      )}
      {which === 'any' && (
        <div className="notice denied" role="status">
          <Icon name="denied" mark="denied" />
          <p>
            <b>Any public site.</b> <Plain text={ask ?? everywhere} />
          </p>
        </div>
      )}
      {which === 'some' && <PlansBox planned={planned} />}
    </>
  )
}
