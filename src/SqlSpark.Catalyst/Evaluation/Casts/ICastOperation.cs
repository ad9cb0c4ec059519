using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Converts one value, always. Structs, so that loops are compiled for each.</summary>
internal interface ITotalCast<TFrom, TTo>
{
    /// <summary>The converted value.</summary>
    TTo Cast(TFrom value);
}

/// <summary>Converts one value, or fails. Structs, so that loops are compiled for each; they may keep state, such as a zone's cursor.</summary>
internal interface IPartialCast<TFrom, TTo>
{
    /// <summary>Converts, or returns false.</summary>
    bool TryCast(TFrom value, out TTo result);

    /// <summary>Why <see cref="TryCast"/> failed.</summary>
    RowError Error(TFrom value);
}

/// <summary>Writes one value as text. Structs, so that loops are compiled for each.</summary>
internal interface ITextCast<TFrom>
{
    /// <summary>Writes the text and returns its length.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">At least <see cref="TextCast.MaxLength"/> bytes.</param>
    int Format(TFrom value, Span<byte> text);
}
