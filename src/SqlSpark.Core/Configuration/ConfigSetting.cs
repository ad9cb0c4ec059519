namespace SqlSpark.Core.Configuration;

/// <summary>One row of <c>SET</c> or <c>SET -v</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its text as set, or its default.</param>
/// <param name="Doc">One sentence about the effect; empty for a key that only programs know.</param>
/// <param name="Version">The version that introduced the key; empty for a key that only programs know.</param>
public readonly record struct ConfigSetting(string Key, string Value, string Doc, string Version);
