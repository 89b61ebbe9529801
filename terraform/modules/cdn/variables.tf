# Rendered: headwater policy render cloudfront

variable "rendered_by" {
  description = "Where the rendered variables come from."
  type        = string
}

variable "origin" {
  description = "Nodes in the origin role, as CloudFront reaches them: by TLS."
  type = object({
    domain_name              = string
    port                     = number
    origin_read_timeout      = number
    origin_keepalive_timeout = number
    origin_shield            = bool
    failover_status_codes    = list(number)
  })
}

variable "cache_policies" {
  description = "How long and by which keys responses are kept, by name."
  type = map(object({
    min_ttl                     = number
    default_ttl                 = number
    max_ttl                     = number
    headers                     = list(string)
    cookies                     = optional(list(string), [])
    query_strings               = list(string)
    enable_accept_encoding_gzip = bool
  }))
}

variable "origin_request_policies" {
  description = "What the origin sees beside the key, by name. Of query_strings: all or none."
  type = map(object({
    headers       = list(string)
    query_strings = string
    cookies       = list(string)
  }))
}

variable "response_headers_policy" {
  description = "Fields that are for hops, and not for viewers."
  type = object({
    name           = string
    remove_headers = list(string)
  })
}

variable "viewer_request_function" {
  description = "The edge function that each behaviour has: it checks tokens."
  type        = string
}

variable "ordered_cache_behaviors" {
  description = "The first one whose pattern takes a path has it."
  type = list(object({
    path_pattern          = string
    cache_policy          = string
    origin_request_policy = string
    compress              = bool
    allowed_methods       = optional(list(string), ["GET", "HEAD", "OPTIONS"])
  }))
}

variable "default_cache_behavior" {
  description = "What is done with paths of no kind."
  type = object({
    cache_policy          = string
    origin_request_policy = string
    compress              = bool
  })
}

variable "custom_error_responses" {
  description = "How long errors are kept at least."
  type = list(object({
    error_code            = number
    error_caching_min_ttl = number
  }))
}

variable "unexpressed" {
  description = "What the policy says, and CloudFront can't be told."
  type        = list(string)
}

# Yours

variable "name" {
  description = "Goes before the names of what is made."
  type        = string
  default     = "headwater"
}

variable "functions_folder" {
  description = "Where headwater policy functions cloudfront has written token.js."
  type        = string
}

variable "hop_secret" {
  description = "One of the origin's hop.secrets: what CloudFront shows for viewers whose token was good."
  type        = string
  sensitive   = true
}

variable "token_keys" {
  description = "What GET /api/v1/token-keys/KID/secret answers, of one key after the other."
  type        = string
  sensitive   = true
}

variable "second_origin" {
  description = "Host name of an origin that takes over where the first one fails."
  type        = string
  default     = null
}

variable "origin_shield_region" {
  description = "The region of AWS next to the origin."
  type        = string
}
