/** The account as a whole: its alias, its summary, all its authorization details. */
@NullMarked
package io.gantry.iam.account;

import org.jspecify.annotations.NullMarked;
