/** What an account may have and do. */
@NullMarked
package io.gantry.ec2.account;

import org.jspecify.annotations.NullMarked;
