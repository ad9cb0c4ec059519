using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>Writes what is under a path in a JSON text. Not thread-safe.</summary>
/// <remarks>Spark: <c>GetJsonObjectEvaluator.evaluatePath</c>, with Hive's ways of writing what several elements lead to.</remarks>
internal sealed class JsonPathReader(JsonPathStep[] steps)
{
    private readonly Utf8Buffer _text = new();

    // Before the next value that is written stands a comma.
    private bool _needsComma;

    /// <summary>How strings and arrays are written.</summary>
    private enum Style
    {
        /// <summary>Strings without quotes: there is one value.</summary>
        Raw,

        /// <summary>As JSON.</summary>
        Quoted,

        /// <summary>As JSON, and the elements of an array in place of it.</summary>
        Flat,
    }

    /// <summary>What was found last.</summary>
    public ReadOnlySpan<byte> Text => _text.Written;

    /// <summary>Looks for the value; false when there is none, or the text is no JSON.</summary>
    public bool TryFind(ReadOnlySpan<byte> text)
    {
        _text.Clear();
        _needsComma = false;
        var scanner = new JsonScanner(text, JsonText.Leniency);
        return scanner.Read() && Evaluate(ref scanner, 0, Style.Raw) && scanner.Kind != JsonKind.Fault;
    }

    /// <summary>Follows the steps from one on, and leaves the scanner at the end of the value.</summary>
    /// <returns>True when something was written.</returns>
    private bool Evaluate(ref JsonScanner scanner, int step, Style style)
    {
        if (step == steps.Length)
            return Write(ref scanner, style);
        switch (scanner.Kind, steps[step].Kind)
        {
            case (JsonKind.StartObject, JsonPathStepKind.Field):
                return EvaluateField(ref scanner, step, style);
            case (JsonKind.StartArray, JsonPathStepKind.Element):
                return EvaluateElement(ref scanner, step, KindAt(step + 1) == JsonPathStepKind.AllElements ? Style.Quoted : style);
            case (JsonKind.StartArray, JsonPathStepKind.AllElements) when KindAt(step + 1) == JsonPathStepKind.AllElements:
                return EvaluateAll(ref scanner, step + 2, Style.Flat);
            case (JsonKind.StartArray, JsonPathStepKind.AllElements) when style == Style.Quoted:
                return EvaluateAll(ref scanner, step + 1, Style.Quoted);
            case (JsonKind.StartArray, JsonPathStepKind.AllElements):
                return EvaluateAllOrOne(ref scanner, step + 1, style == Style.Raw ? Style.Quoted : style);
            default:
                scanner.Skip();
                return false;
        }
    }

    private JsonPathStepKind? KindAt(int step) => step < steps.Length ? steps[step].Kind : null;

    private bool EvaluateField(ref JsonScanner scanner, int step, Style style)
    {
        var isFound = false;
        while (scanner.Read() && scanner.Kind == JsonKind.Name)
        {
            var isWanted = !isFound && scanner.TextEquals(steps[step].Name);
            if (!scanner.Read())
                return false;
            if (isWanted && scanner.Kind != JsonKind.Null)
                isFound = Evaluate(ref scanner, step + 1, style);
            else
                scanner.Skip();
        }

        return isFound;
    }

    private bool EvaluateElement(ref JsonScanner scanner, int step, Style style)
    {
        var isFound = false;
        for (var i = 0; scanner.Read() && scanner.Kind != JsonKind.EndArray; i++)
        {
            if (i == steps[step].Index)
                isFound = Evaluate(ref scanner, step + 1, style);
            else
                scanner.Skip();
        }

        return isFound;
    }

    private bool EvaluateAll(ref JsonScanner scanner, int step, Style style)
    {
        BeginValue();
        _text.Append((byte)'[');
        _needsComma = false;
        var isFound = false;
        while (scanner.Read() && scanner.Kind != JsonKind.EndArray)
            isFound |= Evaluate(ref scanner, step, style);
        _text.Append((byte)']');
        _needsComma = true;
        return isFound;
    }

    /// <summary>An array when there are several values, else the value.</summary>
    private bool EvaluateAllOrOne(ref JsonScanner scanner, int step, Style style)
    {
        var neededComma = _needsComma;
        BeginValue();
        var start = _text.Length;
        _text.Append((byte)'[');
        _needsComma = false;
        var count = 0;
        while (scanner.Read() && scanner.Kind != JsonKind.EndArray)
            count += Evaluate(ref scanner, step, style) ? 1 : 0;
        if (count > 1)
            _text.Append((byte)']');
        else if (count == 1)
            _text.Remove(start, 1);
        else
            _text.Truncate(neededComma ? start - 1 : start);
        _needsComma = neededComma || count > 0;
        return count > 0;
    }

    private bool Write(ref JsonScanner scanner, Style style)
    {
        if (style == Style.Flat && scanner.Kind == JsonKind.StartArray)
        {
            var isFound = false;
            while (scanner.Read() && scanner.Kind != JsonKind.EndArray)
                isFound |= Write(ref scanner, style);
            return isFound;
        }

        BeginValue();
        _needsComma = true;
        if (style != Style.Raw || scanner.Kind != JsonKind.String)
            return JsonOutput.TryCopy(ref scanner, _text);
        if (scanner.HasEscapes)
            _text.Advance(scanner.CopyText(_text.GetSpan(scanner.Raw.Length)));
        else
            _text.Append(scanner.Raw);
        return true;
    }

    private void BeginValue()
    {
        if (_needsComma)
            _text.Append((byte)',');
    }
}
