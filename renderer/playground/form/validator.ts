import { Validator, type Schema } from '@cfworker/json-schema'
import type { RJSFSchema, ValidatorType } from '@rjsf/utils'
import { rounded } from '../exact.ts'

/** Finds out which of several choices a value is of. It interprets schemas: the page runs no code that is made up at run time. What is wrong with a value is asked of the host. */
export const choiceValidator: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
  isValid(schema: RJSFSchema, value: unknown, root: RJSFSchema) {
    try {
      const whole = { ...schema, definitions: root.definitions } as Schema
      return new Validator(whole, '2020-12', true).validate(rounded(value)).valid
    } catch {
      return false
    }
  },
}
