/** Route tables with their routes and associations, one record each. */
@NullMarked
package io.gantry.ec2.routetable;

import org.jspecify.annotations.NullMarked;
