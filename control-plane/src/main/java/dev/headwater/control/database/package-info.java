/**
 * PostgreSQL as the control plane uses it: the pool, migrations, transactions on virtual threads.
 * SQL belongs to the packages that own the tables.
 */
@NullMarked
package dev.headwater.control.database;

import org.jspecify.annotations.NullMarked;
