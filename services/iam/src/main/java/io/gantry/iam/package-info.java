/**
 * AWS Identity and Access Management: users, groups, roles, their policies and keys. {@link io.gantry.iam.Iam} is the door.
 * The room keeps who may do what; it does not decide it, which is {@code kernel/policy}'s, and it makes no temporary
 * credentials, which is the {@code sts} room's. There are no console passwords, MFA devices, SAML and OIDC providers.
 *
 * <p>Packages are named by resource noun and may use one another only in this order: resource, policy, group, user, accesskey,
 * role, permission, instanceprofile, account, simulation; the door is on top.
 */
@NullMarked
package io.gantry.iam;

import org.jspecify.annotations.NullMarked;
