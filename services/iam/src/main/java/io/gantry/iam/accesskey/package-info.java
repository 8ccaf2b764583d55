/** Access keys of users; their secrets are sealed before the store sees them. */
@NullMarked
package io.gantry.iam.accesskey;

import org.jspecify.annotations.NullMarked;
