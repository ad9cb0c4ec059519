using System.Text.Json.Serialization;

namespace SqlSpark.Cli.Commands;

/// <summary>Reads arrays of statements without reflection.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class StatementsJson : JsonSerializerContext;
