import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { reader } from './git-reader.ts'
import { Repo } from './git-repo.ts'

it('makes branches that git finds, with their logs', async () => {
  const repo = await Repo.make({ a: 'a' })
  repo.git('commit', '-q', '--allow-empty', '-m', 'second')
  repo.git('tag', '-a', '-m', 'note', 'v1', 'HEAD~1')
  repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1')
  const use = await reader(repo)
  const head = repo.git('rev-parse', 'HEAD').trim()
  const first = repo.git('rev-parse', 'HEAD~1').trim()
  for (const [branch_name, base_branch, commit] of [
    ['plain', undefined, head],
    ['feature/deep/ü', 'main', head],
    ['from-tag', 'v1', first],
    ['from-remote', 'origin/main', first],
    ['from-id', first.slice(0, 8), first],
    ['from-null', null, head],
  ] as const) {
    const { text, structured, failed } = await use('git_create_branch', { branch_name, base_branch })
    expect(failed, text).toBe(false)
    expect(text).toBe(`Created branch '${branch_name}' from '${base_branch ?? 'main'}'`)
    expect(structured.commit).toBe(commit)
    expect(repo.git('rev-parse', `refs/heads/${branch_name}`).trim()).toBe(commit)
    expect(repo.git('reflog', 'show', '--format=%gs', branch_name).trim()).toBe(
      `branch: Created from ${base_branch ?? 'main'}`,
    )
  }
  expect(repo.git('symbolic-ref', 'HEAD').trim()).toBe('refs/heads/main')
  expect(repo.faults()).toBe('')
})

it('refuses names that git refuses, and names that are taken', async () => {
  const repo = await Repo.make({ a: 'a' })
  repo.git('branch', 'taken')
  repo.git('branch', 'folder/inside')
  const use = await reader(repo)
  const names = [
    '',
    '-x',
    'a..b',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a.lock',
    '.a',
    'a/',
    '/a',
    'a//b',
    'a@{b',
    'a.',
  ]
  for (const packed of [false, true]) {
    if (packed) repo.git('pack-refs', '--all')
    for (const branch_name of [
      ...names,
      'HEAD',
      'a\u0000b',
      'a\u007fb',
      'taken',
      'taken/below',
      'folder',
      'folder/inside/x',
    ]) {
      const { failed, text } = await use('git_create_branch', { branch_name })
      expect(failed, branch_name).toBe(true)
      expect(text).toMatch(/valid branch name|exists/)
    }
  }
  expect((await use('git_create_branch', { branch_name: 'x', base_branch: 'none' })).text).toContain(
    "'none' is no branch",
  )
  expect((await use('git_create_branch', { branch_name: 1 })).failed).toBe(true)
  expect(repo.git('for-each-ref', '--format=%(refname:short)').trim().split('\n')).toEqual([
    'folder/inside',
    'main',
    'taken',
  ])
  expect((await use('git_create_branch', { branch_name: 'after/this' })).failed).toBe(false)
  expect(repo.faults()).toBe('')
})

it('waits for nobody, but respects a lock', async () => {
  const repo = await Repo.make({ a: 'a' })
  const lock = repo.at('.git/refs/heads/new.lock')
  writeFileSync(lock, '')
  const use = await reader(repo)
  const { failed, text } = await use('git_create_branch', { branch_name: 'new' })
  expect(failed).toBe(true)
  expect(text).toContain('new.lock exists: another git process')
  expect(readFileSync(lock, 'utf8')).toBe('')
  expect(existsSync(repo.at('.git/refs/heads/new'))).toBe(false)
})

it('says on a detached HEAD what to do', async () => {
  const repo = await Repo.make({ a: 'a' })
  repo.git('checkout', '-q', '--detach')
  const use = await reader(repo)
  expect((await use('git_create_branch', { branch_name: 'x' })).text).toContain('pass base_branch')
  expect((await use('git_create_branch', { branch_name: 'x', base_branch: 'HEAD' })).failed).toBe(false)
  expect((await use('git_branch', { branch_type: 'local' })).text).toBe(repo.git('branch').trimEnd())
})
