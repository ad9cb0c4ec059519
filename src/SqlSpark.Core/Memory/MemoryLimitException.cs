namespace SqlSpark.Core.Memory;

/// <summary>A query cannot have the memory it asks for.</summary>
public sealed class MemoryLimitException(string message) : Exception(message);
