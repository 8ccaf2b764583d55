/** Subnets: the record with its addresses, its table and operations. */
@NullMarked
package io.gantry.ec2.subnet;

import org.jspecify.annotations.NullMarked;
