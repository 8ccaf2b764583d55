/** What the policies that somebody holds come to, compiled and kept for as long as nothing of the account changes. */
@NullMarked
package io.gantry.iam.permission;

import org.jspecify.annotations.NullMarked;
