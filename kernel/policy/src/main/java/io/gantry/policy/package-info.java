/**
 * IAM's policy language: documents, what they say about a request, and the decision that several of them make together. It is
 * pure: whose policies they are, and which keys a request has, callers tell. It is no store of users and roles (that is
 * {@code services/iam}), and it does not know which action and resources an operation is about (that is
 * {@code kernel/access}).
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">IAM: grammar of policies</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM: evaluation
 *     logic</a>
 */
@NullMarked
package io.gantry.policy;

import org.jspecify.annotations.NullMarked;
