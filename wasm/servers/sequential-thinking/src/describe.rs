/// Written for models: when to use it, and what each call is.
pub const DESCRIPTION: &str = "Think through a problem in numbered steps, one call per step. Each thought can build on the ones \
before it, question them, revise them, or try another way.

Use it when:
- a problem has several steps, or its size is not clear at the start
- a plan or a design should leave room for second thoughts
- an analysis may have to change course on the way
- much must be kept in mind, and what does not matter put aside

How it goes:
1. Estimate how many thoughts it will take (totalThoughts) and send the first (thoughtNumber 1). Change the estimate at any \
time; thoughtNumber may go beyond it.
2. To reconsider an earlier thought, set isRevision, and revisesThought to its number.
3. To try another way, set branchFromThought to the number of the thought where it parts, and branchId to a short name. Go on \
in a branch with the same branchId.
4. Say what is uncertain. When you have an answer, state it as a hypothesis, check it against the thoughts before, and go on \
if it fails, even after what looked like the last thought (needsMoreThoughts).
5. Set nextThoughtNeeded to false only when the answer satisfies you. Then give the person that one answer.

The result repeats the numbers, with all branches and the count of thoughts so far; a note says when a thought refers to one \
that was never sent.";
