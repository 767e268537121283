/**
 * {@code florin ledger check}: tables of money ({@code io.florin.ledger.scenario}) against a real node. Cold code of
 * one thread; a package of its own because it speaks the binary protocol by itself, row by row as a table says it,
 * which the client on purpose cannot.
 *
 * <p>Read in this order: {@code CheckCommand}, {@code OwnNodeHost}, {@code ServerHost}, {@code Wire}.
 *
 * <h2>Time</h2>
 *
 * <p>Tables say when: a hold expires between two lines, an id is a day old. So a table gets a node of its own, in this
 * process, whose clock stands where the table puts it ({@code io.florin.ops.HandDrivenNode}): the same road, journal,
 * doors and bytes as in production, and exact to the nanosecond. The alternative, a flag of {@code florin start} that
 * lets somebody outside set the time, would put into every production node a way to spoil its journal for ever, for
 * the sake of a tool. Against a node that runs already ({@code --server}) a table may therefore say nothing that needs
 * its clock, its grants or its capacities; it speaks there as the owner of one key ({@code --api-key-file}), who comes
 * through the door as any client does.
 */
@NullMarked
package io.florin.ops.tool.check;

import org.jspecify.annotations.NullMarked;
