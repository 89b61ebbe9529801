output "distribution_id" {
  description = "What the control plane purges."
  value       = aws_cloudfront_distribution.this.id
}

output "domain_name" {
  description = "Where viewers reach it."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "unexpressed" {
  description = "What the policy says, and CloudFront can't be told."
  value       = var.unexpressed
}
